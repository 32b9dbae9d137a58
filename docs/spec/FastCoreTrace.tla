--------------------------- MODULE FastCoreTrace ----------------------------
\* Whether recorded runs of the kernel are behaviours of FastCore. A generated module extends this one and defines Runs:
\* a sequence of runs, each the sequence of what its correct members did, in the order in which it took effect. TLC
\* stops with a deadlock at the first event that the model refuses.
EXTENDS FastCore, TLC

CONSTANT Runs

VARIABLES run, at

Rotates(v) == v % N
Nothing(h) == {}

\* A block that only a liar speaks of.
Unknown == << <<LastView + 1, 0>> >>

Event == Runs[run][at]

\* VIEW_CHANGE of a correct member: what the model says that it must report.
Reports(m, v, report) == view[m] >= v /\ report \in CorrectReports(m, v)

\* NEW_VIEW: every report in it possible, nobody convicted who is correct, the selection what Select gives.
Follows(proof, v) ==
    LET V == proof.reports
        convicted(star) == {e[1] : e \in {e \in proof.evidence : e[2] = HighestView(V, star)}}
    IN  /\ Cardinality(DOMAIN V) = Change
        /\ \A e \in proof.evidence : e[1] \in Byzantine
        /\ \A m \in DOMAIN V : IF m \in Byzantine THEN ByzantineMay(V[m], v) ELSE Reports(m, v, V[m])
        /\ \E star \in Stars(V) : proof.base \in SelectFrom(V, convicted(star), star)

Step(e) ==
    CASE e.name = "Propose" -> Propose(e.member, e.block)
      [] e.name = "Confirm" -> Confirm(e.member, e.block)
      [] e.name = "Certified" -> CC(e.block) /\ UNCHANGED vars
      [] e.name = "Commit" -> Commit(e.member, e.block)
      [] e.name = "Decide" -> Decide(e.member, e.block)
      [] e.name = "ReportViewChange" -> ReportViewChange(e.member, e.view)
      [] e.name = "Change" -> Reports(e.member, e.view, e.report) /\ UNCHANGED vars
      [] e.name = "NewView" ->
            /\ \E proof \in e.proofs : Follows(proof, e.view)
            /\ NewView(e.member, e.view, e.base)
      [] e.name = "ViewReady" ->
            /\ \E proof \in e.proofs : Follows(proof, e.view)
            /\ Leader(e.view) \in Correct => e.base \in announced[e.view]
            /\ ViewReady(e.member, e.view, e.base)
      [] e.name = "ViewOpened" ->
            /\ e.base \in opened[e.view]
            /\ IF view[e.member] = e.view THEN UNCHANGED vars ELSE ViewOpened(e.member, e.view)

TraceInit == Init /\ run \in DOMAIN Runs /\ at = 1
TraceNext ==
    \/ at <= Len(Runs[run]) /\ Step(Event) /\ at' = at + 1 /\ UNCHANGED run
    \/ at > Len(Runs[run]) /\ UNCHANGED <<vars, run, at>>
TraceSpec == TraceInit /\ [][TraceNext]_<<vars, run, at>>
=============================================================================

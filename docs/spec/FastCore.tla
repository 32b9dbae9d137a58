------------------------------ MODULE FastCore ------------------------------
\* FastCore, P§1.3 to P§1.5 in the form of decision 0002: one vote round in the fast lane, two in the slow one, view
\* change with Select, exclusion of equivocating leaders, progress certificates. Actions bear the names of the code.
\* README.md says what is left out and why nothing that matters to safety is.
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Member,         \* the committee
    Byzantine,      \* those of it that may do anything but sign for others
    F, P,           \* f and p of part.Quorum
    LastView,       \* views are 0..LastView
    LastHeight,     \* heights are 1..LastHeight
    Value(_),       \* what a block of a height may carry
    Leader(_),      \* part.Leadership: the leader of a view
    Support,        \* T of Select; sound is SoundSupport
    Excludes,       \* SelectionRule.excludesEquivocators; sound is TRUE
    NeedsOpening    \* whether a reported tip needs the progress certificate of its view; sound is TRUE

VARIABLES
    view,           \* per correct member: the lowest view it may still vote in
    tip,            \* per correct member and view: the last block it CONFIRMed there, Genesis if none
    commits,        \* per correct member: the blocks it COMMITted
    ready,          \* per correct member and view: the base it sent VIEW_READY for, as a set of at most one
    announced,      \* per view with a correct leader: the bases of its NEW_VIEWs; more than one after a crash
    opened          \* per view: the base with a progress certificate, as a set of at most one

vars == <<view, tip, commits, ready, announced, opened>>

-----------------------------------------------------------------------------
\* part.Quorum

N == Cardinality(Member)
Slow == (N + F) \div 2 + 1
Fast == N - P
Change == N - F
SoundSupport == N - P - 2 * F + 1
FastIsSlow == Fast = Slow

Correct == Member \ Byzantine
Views == 0..LastView

\* Whatever these correct members signed, all Byzantine ones sign too when it suits them.
With(signers) == Cardinality(signers) + Cardinality(Byzantine)

-----------------------------------------------------------------------------
\* A block is the chain from genesis of <<view, value>>: a header binds all its ancestors.

Genesis == << >>
ViewOf(b) == IF b = Genesis THEN 0 ELSE b[Len(b)][1]
Parent(b) == SubSeq(b, 1, Len(b) - 1)
Extends(b, a) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a
Above(b, a) == Len(a) < Len(b) /\ SubSeq(b, 1, Len(a)) = a
Comparable(a, b) == Extends(a, b) \/ Extends(b, a)
Prefixes(b) == {SubSeq(b, 1, k) : k \in 0..Len(b)}
Topmost(blocks) == {b \in blocks : \A c \in blocks : Len(c) <= Len(b)}
Max(numbers) == CHOOSE x \in numbers : \A y \in numbers : y <= x

RECURSIVE Growth(_, _)
\* The blocks that grow on b in view v.
Growth(b, v) ==
    IF Len(b) >= LastHeight THEN {}
    ELSE UNION {{Append(b, <<v, x>>)} \cup Growth(Append(b, <<v, x>>), v) : x \in Value(Len(b) + 1)}

\* The one base of an open view.
Base(v) == CHOOSE b \in opened[v] : TRUE

-----------------------------------------------------------------------------
\* Votes and certificates. A member's CONFIRMs of one view lie on one chain, so its tip of the view tells them all.

Mentioned == UNION {Prefixes(tip[r][v]) : r \in Correct, v \in Views} \ {Genesis}

CC(b) == With({r \in Correct : Extends(tip[r][ViewOf(b)], b)}) >= Slow
FC(b) == With({r \in Correct : Extends(tip[r][ViewOf(b)], b)}) >= Fast
SC(b) == With({r \in Correct : b \in commits[r]}) >= Slow

\* Blocks with a decision certificate, and with them all ancestors.
Certified == {b \in Mentioned : FC(b) \/ SC(b)}
Decided == {Genesis} \cup UNION {Prefixes(b) : b \in Certified}

\* What was signed by the leader of a view and can be found valid in it. A correct leader votes for what it proposes.
Signed(b) ==
    LET leader == Leader(ViewOf(b))
    IN  IF leader \in Byzantine THEN TRUE ELSE Extends(tip[leader][ViewOf(b)], b)

\* P§1.3 rule 2 in the form of decision 0002 (4): the anchor is the tip of this view, else the base; who was overtaken
\* by a decision goes on from there.
Anchor(r, v) == IF tip[r][v] # Genesis THEN tip[r][v] ELSE Base(v)

ExtendsAnchor(r, b) ==
    LET v == ViewOf(b)
        parent == Parent(b)
        anchor == Anchor(r, v)
    IN  IF parent = anchor THEN TRUE ELSE Above(parent, anchor) /\ ViewOf(parent) = v /\ parent \in Decided

-----------------------------------------------------------------------------
\* VIEW_CHANGE (message.ViewChange). Reports are not stored: what a correct member reports for view v follows from its
\* votes below v, which are final once it has left for v, and from what it has learnt of others' certificates, where
\* the model lets it have learnt any.

TipBefore(r, v) ==
    LET voted == {w \in 0..(v - 1) : tip[r][w] # Genesis}
    IN  IF voted = {} THEN Genesis ELSE tip[r][Max(voted)]

Outranks(a, b) == ViewOf(a) > ViewOf(b) \/ (ViewOf(a) = ViewOf(b) /\ Len(a) >= Len(b))

\* Blocks with a CC of views below v.
CertifiedBefore(v) == {b \in Mentioned : ViewOf(b) < v /\ CC(b)}

\* The highest CCs that r may know when it reports for v: at least what it COMMITted. While a CC is a decision, the
\* code remembers the decision only.
KnownBefore(r, v) ==
    IF FastIsSlow THEN {Genesis}
    ELSE {c \in {Genesis} \cup CertifiedBefore(v) :
            \A b \in commits[r] : ViewOf(b) < v => c # Genesis /\ Outranks(c, b)}

\* Decision 0002 (1): only what lies strictly above the decided head and descends from it.
OrNone(b, decided) == IF Above(b, decided) THEN b ELSE Genesis

CorrectReports(r, v) ==
    {[decided |-> d, tip |-> OrNone(TipBefore(r, v), d), highest |-> OrNone(c, d)] :
        d \in Decided, c \in KnownBefore(r, v)}

\* ChangeRules.placed, ChangeRules.connected: a reported tip is of a view with a progress certificate, signed by its
\* leader, and stands on the base of that view through blocks of that view.
Placed(b) ==
    LET w == ViewOf(b)
    IN  IF opened[w] # {}
        THEN Above(b, Base(w)) /\ (\A k \in (Len(Base(w)) + 1)..Len(b) : b[k][1] = w) /\ Signed(b)
        ELSE ~NeedsOpening

Claimable(v) ==
    UNION {IF opened[w] # {} THEN {b \in Growth(Base(w), w) : Signed(b)}
           ELSE IF NeedsOpening THEN {}
           ELSE UNION {{b \in Growth(d, w) : Signed(b)} : d \in Decided} : w \in 0..(v - 1)}

\* What a Byzantine member can report: true certificates, and any tip that passes.
ByzantineMay(report, v) ==
    /\ report.decided \in Decided
    /\ report.tip # Genesis => ViewOf(report.tip) < v /\ Above(report.tip, report.decided) /\ Placed(report.tip)
    /\ report.highest # Genesis => report.highest \in CertifiedBefore(v) /\ Above(report.highest, report.decided)

ByzantineReports(v) ==
    UNION {{[decided |-> d, tip |-> t, highest |-> c] :
              t \in {b \in {Genesis} \cup Claimable(v) : b = OrNone(b, d)},
              c \in {b \in {Genesis} \cup CertifiedBefore(v) : b = OrNone(b, d)}} : d \in Decided}

ReportsOf(m, v) == IF m \in Byzantine THEN ByzantineReports(v) ELSE CorrectReports(m, v)

-----------------------------------------------------------------------------
\* Select and Reports. V is a function from voters to reports; evidence is whom the NEW_VIEW convicts of equivocation
\* in view w: any Byzantine member can sign two headers. The result is a set: empty if V is invalid, more than one if
\* ids decide.

Shown(report, w) ==
    {b \in Prefixes(report.tip) \cup Prefixes(report.highest) : ViewOf(b) = w /\ Len(b) > Len(report.decided)}

HighestView(V, star) ==
    Max({ViewOf(star)} \cup {ViewOf(V[i].tip) : i \in DOMAIN V} \cup {ViewOf(V[i].highest) : i \in DOMAIN V})

\* c*, the highest decided block reported
Stars(V) == Topmost({V[i].decided : i \in DOMAIN V})

SelectFrom(V, evidence, star) ==
    LET voters == DOMAIN V
        w == HighestView(V, star)
        blocks == UNION {Shown(V[i], w) : i \in voters}
        rivals == \E a, b \in blocks : a # b /\ Len(a) = Len(b)
        equivocators == evidence \cup (IF rivals THEN {Leader(w)} ELSE {})
        guilty == equivocators # {}
        Counts(b) == ViewOf(b) = w /\ Above(b, star)
        supporters == {i \in voters : Counts(V[i].tip)}
        tips == Topmost({V[i].tip : i \in supporters})
        certified == Topmost({b \in {V[i].highest : i \in voters} : Counts(b)})
        base == IF opened[w] # {} /\ Extends(Base(w), star) THEN Base(w) ELSE star
        Highest ==
            IF tips = {} THEN certified
            ELSE IF certified = {} THEN tips
            ELSE IF \A t \in tips, c \in certified : Len(t) >= Len(c) THEN tips
            ELSE certified
        Sup(b) == Cardinality({i \in supporters : Extends(V[i].tip, b)})
        candidates == {b \in blocks : Counts(b) /\ Sup(b) >= Support /\ (\A c \in certified : Extends(b, c))}
        Supported == IF candidates # {} THEN Topmost(candidates) ELSE certified
        kept == IF guilty THEN Supported ELSE Highest
    IN  IF Excludes /\ equivocators \cap voters # {} THEN {}
        ELSE IF kept # {} THEN kept ELSE {base}

Select(V, evidence) == UNION {SelectFrom(V, evidence, star) : star \in Stars(V)}

RECURSIVE Pictures(_, _)
\* All ways in which these voters can have reported for v.
Pictures(voters, v) ==
    IF voters = {} THEN {<< >>}
    ELSE LET m == CHOOSE m \in voters : TRUE
         IN  {[i \in voters |-> IF i = m THEN report ELSE rest[i]] :
                 report \in ReportsOf(m, v), rest \in Pictures(voters \ {m}, v)}

VoterSets == {voters \in SUBSET Member : Cardinality(voters) = Change}

SelectionsOf(voters, v) == UNION {Select(V, evidence) : V \in Pictures(voters, v), evidence \in SUBSET Byzantine}
Selections(v) ==
    LET reporting == Byzantine \cup {r \in Correct : view[r] >= v}
    IN  UNION {SelectionsOf(voters, v) : voters \in {s \in VoterSets : s \subseteq reporting}}

-----------------------------------------------------------------------------
Init ==
    /\ view = [r \in Correct |-> 0]
    /\ tip = [r \in Correct |-> [v \in Views |-> Genesis]]
    /\ commits = [r \in Correct |-> {}]
    /\ ready = [r \in Correct |-> [v \in Views |-> {}]]
    /\ announced = [v \in Views |-> {}]
    /\ opened = [v \in Views |-> IF v = 0 THEN {Genesis} ELSE {}]

\* Proposing.propose: a correct leader extends its anchor and votes for its own block.
Propose(r, b) ==
    LET v == ViewOf(b)
    IN  /\ r = Leader(v)
        /\ view[r] = v
        /\ opened[v] # {}
        /\ ExtendsAnchor(r, b)
        /\ tip' = [tip EXCEPT ![r][v] = b]
        /\ UNCHANGED <<view, commits, ready, announced, opened>>

\* Voting.confirm
Confirm(r, b) ==
    LET v == ViewOf(b)
    IN  /\ r # Leader(v)
        /\ view[r] = v
        /\ opened[v] # {}
        /\ Signed(b)
        /\ ExtendsAnchor(r, b)
        /\ tip' = [tip EXCEPT ![r][v] = b]
        /\ UNCHANGED <<view, commits, ready, announced, opened>>

\* Voting.onFastLaneLate: COMMIT for the highest CC it knows, if that is of its view.
Commit(r, b) ==
    /\ ~FastIsSlow
    /\ view[r] = ViewOf(b)
    /\ opened[view[r]] # {}
    /\ CC(b)
    /\ \A c \in commits[r] : ~Outranks(c, b)
    /\ commits' = [commits EXCEPT ![r] = @ \cup {b}]
    /\ UNCHANGED <<view, tip, ready, announced, opened>>

\* Voting.decide: whoever sees the certificate decides, in whatever view it is. Nothing else depends on who did.
Decide(r, b) ==
    /\ b \in Decided
    /\ UNCHANGED vars

\* FastCore.leave, Views.report: leaves all views below v for good; from now on its report for v can be used.
ReportViewChange(r, v) ==
    /\ view[r] < v
    /\ view' = [view EXCEPT ![r] = v]
    /\ UNCHANGED <<tip, commits, ready, announced, opened>>

\* Views.choose by a correct leader. A Byzantine one announces whatever is valid, to everyone something else.
NewView(r, v, b) ==
    /\ r = Leader(v)
    /\ view[r] = v
    /\ b \notin announced[v]
    /\ announced' = [announced EXCEPT ![v] = @ \cup {b}]
    /\ UNCHANGED <<view, tip, commits, ready, opened>>

\* Views.accept, and Views.open where it happens first. Once per view.
ViewReady(r, v, b) ==
    /\ view[r] <= v
    /\ tip[r][v] = Genesis
    /\ ready[r][v] = {}
    /\ view' = [view EXCEPT ![r] = v]
    /\ ready' = [ready EXCEPT ![r][v] = {b}]
    /\ opened' = [opened EXCEPT ![v] = IF With({s \in Correct : ready'[s][v] = {b}}) >= Slow THEN @ \cup {b} ELSE @]
    /\ UNCHANGED <<tip, commits, announced>>

\* FastCore.enter: by the progress certificate alone, also from further below.
ViewOpened(r, v) ==
    /\ view[r] < v
    /\ opened[v] # {}
    /\ view' = [view EXCEPT ![r] = v]
    /\ UNCHANGED <<tip, commits, ready, announced, opened>>

Votable(v) == IF opened[v] = {} THEN {} ELSE Growth(Base(v), v)

Readying(v) == {r \in Correct : view[r] <= v /\ tip[r][v] = Genesis /\ ready[r][v] = {}}

Next ==
    \/ \E r \in Correct, v \in Views : \E b \in Votable(v) : Propose(r, b) \/ Confirm(r, b)
    \/ \E b \in Decided : \E r \in Correct : Decide(r, b)
    \/ \E r \in Correct : \E b \in Mentioned : Commit(r, b)
    \/ \E r \in Correct, v \in Views \ {0} : ReportViewChange(r, v) \/ ViewOpened(r, v)
    \/ \E v \in Views \ {0} :
        IF Leader(v) \in Byzantine
        THEN Readying(v) # {} /\ \E b \in Selections(v) : \E r \in Readying(v) : ViewReady(r, v, b)
        ELSE \/ view[Leader(v)] = v /\ \E b \in Selections(v) : NewView(Leader(v), v, b)
             \/ \E b \in announced[v] : \E r \in Readying(v) : ViewReady(r, v, b)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* S1, S2: all decided blocks lie on one chain.
Agreement == \A a, b \in Certified : Comparable(a, b)

\* S5: a view has one base, and it extends whatever was or will be decided in lower views (the claim of P§1.5).
OneBase == \A v \in Views : Cardinality(opened[v]) <= 1
BaseIsSafe == \A v \in Views : \A base \in opened[v], b \in Certified : ViewOf(b) < v => Extends(base, b)

\* P§1.5 F1 and F2: within a view, what has a CC is comparable with whatever has one or is decided.
OneChainPerView ==
    LET certified == {b \in Mentioned : CC(b)}
        final == {b \in Mentioned : FC(b)}
    IN  \A a \in certified, b \in certified \cup final : ViewOf(a) = ViewOf(b) => Comparable(a, b)

\* A member has voted only in open views that it has not left.
VotesAreJustified ==
    /\ \A r \in Correct : view[r] \in Views
    /\ \A r \in Correct, v \in Views : tip[r][v] # Genesis => view[r] >= v /\ opened[v] # {}
=============================================================================

------------------------------- MODULE Check --------------------------------
\* What TLC needs to explore FastCore: values, leaders, symmetry, and larger steps that reach the same votes with far
\* fewer states. README.md says why the larger steps lose nothing, and which configuration uses them.
EXTENDS FastCore, TLC

CONSTANTS Values1, Values2  \* what a block of height 1, and of a greater height, may carry

Values(h) == IF h = 1 THEN Values1 ELSE Values2

\* The strongest leaders: every view is led by a Byzantine member, so anything may be proposed at any time. What a
\* correct leader does is one of the things that such a leader may do.
ByzantineLeads(v) == CHOOSE m \in Byzantine : TRUE

\* The leaders of protocol.Cbft, when members are 0..N-1.
Rotates(v) == v % N

OneTooMany == SoundSupport + 1
OneTooFew == SoundSupport - 1

ValueSymmetry == Permutations(Values1) \cup Permutations(Values2)
Symmetry == Permutations(Correct) \cup ValueSymmetry

-----------------------------------------------------------------------------
\* Larger steps. A member enters a view with its first vote there, and leaves the views below when its report is used:
\* NEW_VIEW, the reports in it, VIEW_READY and the progress certificate are one step.

Enters(r, v) == view' = [view EXCEPT ![r] = v]

\* Propose or Confirm
LargeConfirm(r, b) ==
    LET v == ViewOf(b)
    IN  /\ view[r] <= v
        /\ opened[v] # {}
        /\ IF r = Leader(v) THEN TRUE ELSE Signed(b)
        /\ ExtendsAnchor(r, b)
        /\ tip' = [tip EXCEPT ![r][v] = b]
        /\ Enters(r, v)
        /\ UNCHANGED <<commits, ready, announced, opened>>

LargeCommit(r, b) ==
    /\ ~FastIsSlow
    /\ view[r] <= ViewOf(b)
    /\ CC(b)
    /\ \A c \in commits[r] : ~Outranks(c, b)
    /\ commits' = [commits EXCEPT ![r] = @ \cup {b}]
    /\ Enters(r, ViewOf(b))
    /\ UNCHANGED <<tip, ready, announced, opened>>

\* How many correct members must send VIEW_READY beside those that report.
Others(voters) == Max({0, Slow - Cardinality(Byzantine) - Cardinality(voters \cap Correct)})

LargeOpen(v, voters, b) ==
    /\ \E others \in SUBSET (Correct \ voters) :
        /\ Cardinality(others) = Others(voters)
        /\ view' = [r \in Correct |-> IF r \in voters \cup others THEN Max({view[r], v}) ELSE view[r]]
    /\ opened' = [opened EXCEPT ![v] = {b}]
    /\ UNCHANGED <<tip, commits, ready, announced>>

LargeNext ==
    \/ \E r \in Correct, v \in Views : \E b \in Votable(v) : LargeConfirm(r, b)
    \/ \E r \in Correct : \E b \in Mentioned : LargeCommit(r, b)
    \/ \E v \in Views \ {0} :
        opened[v] = {} /\ \E voters \in VoterSets : \E b \in SelectionsOf(voters, v) : LargeOpen(v, voters, b)

LargeSpec == Init /\ [][LargeNext]_vars

-----------------------------------------------------------------------------
\* Every step of Spec is a large one, or a member leaving views on its own: checked with the small configurations.

Leaves == \E r \in Correct, v \in Views :
    view[r] < v /\ Enters(r, v) /\ UNCHANGED <<tip, commits, opened>>

Opens == \E v \in Views :
    /\ opened[v] = {}
    /\ \E b \in Selections(v) : opened' = [opened EXCEPT ![v] = {b}]
    /\ \A r \in Correct : view'[r] = view[r] \/ (view[r] < v /\ view'[r] = v)
    /\ With({r \in Correct : view'[r] >= v}) >= Slow
    /\ UNCHANGED <<tip, commits>>

StepsAreCovered ==
    [][\/ \E r \in Correct, v \in Views : \E b \in Votable(v) : LargeConfirm(r, b)
       \/ \E r \in Correct : \E b \in Mentioned : LargeCommit(r, b)
       \/ Leaves
       \/ Opens]_<<view, tip, commits, opened>>

-----------------------------------------------------------------------------
\* For simulation of larger committees: some of the ways in which V can look, drawn anew in every state.

Draws == 12

Drawn(v, voters) ==
    Select([m \in voters |-> RandomElement(ReportsOf(m, v))], RandomElement(SUBSET Byzantine))

SomeSelectionsOf(voters, v) == UNION {Drawn(v, voters) : draw \in 1..Draws}

SampledOpen ==
    \E v \in Views \ {0} :
        /\ opened[v] = {}
        /\ \E voters \in {RandomElement(VoterSets)} : \E b \in SomeSelectionsOf(voters, v) : LargeOpen(v, voters, b)

SampledNext ==
    \/ \E r \in Correct, v \in Views : \E b \in Votable(v) : LargeConfirm(r, b)
    \/ \E r \in Correct : \E b \in Mentioned : LargeCommit(r, b)
    \/ SampledOpen

SampledSpec == Init /\ [][SampledNext]_vars
=============================================================================

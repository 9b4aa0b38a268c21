"""The one way in: a candidate is judged by a policy.

Belongs here: running the rules and surviving them. Not here: the rules and their order.
"""

from hiwar.screening.candidate import Candidate
from hiwar.screening.policy import POLICY, POLICY_VERSION, Rule
from hiwar.screening.verdict import Finding, Outcome, Verdict


def screen(candidate: Candidate, policy: tuple[Rule, ...] = POLICY) -> Verdict:
    """Return the verdict on a candidate, with every finding in the order of the policy.

    All rules run, so that a moderator sees all reasons at once. A rule that raises becomes a finding that holds:
    doubt and failure mean that a person looks. Nothing a rule does reaches the caller as an exception.
    """
    findings = tuple(finding for rule in policy if (finding := _observed(rule, candidate)) is not None)
    return Verdict.of(findings, version=POLICY_VERSION)


def _observed(rule: Rule, candidate: Candidate) -> Finding | None:
    try:
        return rule(candidate)
    except Exception as error:
        # Names only: the message of an exception can quote the comment.
        name = getattr(rule, "__name__", type(rule).__name__)
        return Finding("rule_failed", Outcome.HOLD, data={"rule": name, "error": type(error).__name__})

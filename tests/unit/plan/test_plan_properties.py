"""Whatever is done in whatever order: no agreement without its guards, no word lost or overwritten."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from plan import services
from plan.model.lines import side_of
from plan.model.outcomes import Outcome
from plan.model.refusals import Refusal
from plan.model.statement import Said
from plan.model.states import AGREED_STATES
from plan.rules import check

SIDES = st.sampled_from(["person", "carer", "ailsa"])
WORDS = st.sampled_from(["Get out", "See folk", "At the wall", "Walk Bess", "2027-03-01"])
REASONS = st.sampled_from(["", "because", "it says more"])


def machine_over(make_ready_plan):
    """A machine that starts from a ready plan and does anything that either side can do."""

    class Talks(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.ready = make_ready_plan()
            self.uow = self.ready.uow
            self.before = self.ready.plan()
            self.history = services.plan_timeline(self.uow, "p1")
            self.frozen: dict[int, object] = {}
            self.turn = 10
            self.acting = ""
            self.settling = False

        @initialize(stage=st.sampled_from(["talked", "presented", "agreed", "qualified"]))
        def begin(self, stage):
            """Start somewhere along the life of a plan, so that all of it is walked."""
            if stage != "talked":
                services.present_plan(self.uow, "p1", "ailsa")
            if stage in {"agreed", "qualified"}:
                services.agree_plan(self.uow, "p1", "person", "myself")
                services.agree_plan(self.uow, "p1", "ailsa", "social worker")
            if stage == "qualified":
                services.add_qualification(self.uow, "p1", "ailsa", "Dr Gray", "GP", "Rest")
            self.before = self.ready.plan()

        def do(self, by, service, *args, settling=False, **kwargs):
            """Call a service as one side; a refusal must leave everything as it was."""
            self.before = self.ready.plan()
            self.history = services.plan_timeline(self.uow, "p1")
            self.acting, self.settling = by, settling
            try:
                service(self.uow, "p1", *args, **kwargs)
            except Refusal:
                assert self.ready.plan() == self.before
                assert services.plan_timeline(self.uow, "p1") == self.history

        def line(self, data):
            lines = sorted(self.ready.plan().lines.values(), key=lambda line: line.made_at)
            return data.draw(st.sampled_from([line.id for line in lines]))

        def proposal(self, data):
            return data.draw(st.sampled_from(list(self.ready.plan().proposals)))

        @rule(text=WORDS)
        def person_says_something(self, text):
            self.turn += 1
            self.do("person", services.record_statements, self.turn, [Said(text=text)])

        @rule(text=WORDS, data=st.data())
        def person_corrects_a_statement(self, text, data):
            said = data.draw(st.sampled_from(self.ready.plan().statements))
            self.do("person", services.correct_line, said.id, text, "person", self.turn)

        @rule(by=SIDES, text=WORDS, data=st.data())
        def somebody_corrects_a_line(self, by, text, data):
            self.do(by, services.correct_line, self.line(data), text, by)

        @rule(by=SIDES, text=WORDS, data=st.data(), field=st.sampled_from(["who", "when"]))
        def somebody_corrects_a_field(self, by, text, data, field):
            self.do(by, services.correct_line, self.line(data), text, by, field=field)

        @rule(by=SIDES, data=st.data())
        def somebody_removes_a_line(self, by, data):
            self.do(by, services.remove_line, self.line(data), by)

        @rule(text=WORDS)
        def person_adds_an_outcome(self, text):
            self.do("person", services.add_outcome, text, [self.turn])

        @rule(data=st.data(), chosen=st.booleans())
        def person_chooses_what_to_share(self, data, chosen):
            self.do("person", services.choose_sharing, {self.line(data): chosen})

        @rule(by=SIDES, resource=st.sampled_from(["own", "funded"]), who=WORDS)
        def somebody_completes_the_action(self, by, resource, who):
            action = self.ready.action
            self.do(by, services.complete_action, by, action, resource=resource, who=who)

        @rule(by=SIDES, status=st.sampled_from(["under_way", "stalled", "done"]))
        def somebody_reports_progress(self, by, status):
            action = self.ready.action
            self.do(by, services.report_progress, by, action, status, settling=True)

        @rule(theirs=st.booleans())
        def person_confirms_the_outcome(self, theirs):
            outcome = self.ready.outcome
            self.do("person", services.confirm_outcome, outcome, theirs, True, True)

        @rule(by=SIDES, text=WORDS, reason=REASONS, data=st.data())
        def somebody_proposes(self, by, text, reason, data):
            self.do(by, services.propose_change, by, self.line(data), text, reason)

        @rule(by=SIDES, text=WORDS)
        def somebody_proposes_a_line(self, by, text):
            outcome = self.ready.outcome
            self.do(by, services.propose_line, by, "action", text, "why not", outcome)

        @rule(by=SIDES, data=st.data())
        def somebody_proposes_a_removal(self, by, data):
            self.do(by, services.propose_removal, by, self.line(data), "not needed")

        @precondition(lambda self: self.ready.plan().proposals)
        @rule(by=SIDES, data=st.data())
        def somebody_accepts(self, by, data):
            self.do(by, services.accept_proposal, by, self.proposal(data), settling=True)

        @precondition(lambda self: self.ready.plan().proposals)
        @rule(by=SIDES, reason=REASONS, data=st.data())
        def somebody_declines(self, by, reason, data):
            self.do(by, services.decline_proposal, by, self.proposal(data), reason)

        @precondition(lambda self: self.ready.plan().proposals)
        @rule(by=SIDES, text=WORDS, data=st.data())
        def somebody_counters(self, by, text, data):
            self.do(by, services.counter_proposal, by, self.proposal(data), text, "rather")

        @rule(by=SIDES)
        def somebody_presents(self, by):
            findings = check(self.ready.plan(), "presenting")
            self.do(by, services.present_plan, by)
            presented = len(self.ready.plan().versions) > len(self.before.versions)
            assert not (presented and findings)

        @rule(by=SIDES, disagreement=st.sampled_from([None, "I see it differently"]))
        def somebody_agrees(self, by, disagreement):
            findings = check(self.ready.plan(), "agreeing")
            self.do(by, services.agree_plan, by, "a role", disagreement)
            signed = len(self.ready.plan().signatures) > len(self.before.signatures)
            assert not (signed and findings)

        @rule(by=SIDES, because=REASONS)
        def somebody_says_not_yet(self, by, because):
            self.do(by, services.not_yet, by, because)

        @rule()
        def somebody_else_qualifies(self):
            self.do("ailsa", services.add_qualification, "ailsa", "Dr Gray", "GP", "Rest first")

        @rule(judgement=st.sampled_from(["proceed", "review", "renegotiate"]), data=st.data())
        def practitioner_judges(self, judgement, data):
            line = self.line(data)
            self.do(
                "ailsa", services.judge_disagreement, "ailsa", line, judgement, "it weighs",
                settling=True,
            )  # fmt: skip

        @rule(result=st.sampled_from(["goes_on", "renegotiate"]))
        def a_review_is_held(self, result):
            review = self.ready.review
            prepare = services.prepare_review
            self.do("ailsa", prepare, "ailsa", review, "some", "Col", settling=True)
            self.do("ailsa", services.open_review, "ailsa", settling=True)
            for outcome in self.ready.plan().of(Outcome):
                self.do("ailsa", services.settle_outcome, "ailsa", outcome.id, "goes_on", "it may", settling=True)
            findings = check(self.ready.plan(), "holding_a_review")
            self.do("ailsa", services.hold_review, "ailsa", result, "so it is", settling=True)
            assert self.ready.plan() == self.before or not findings

        @rule(why=st.sampled_from([None, "It may not wait"]))
        def a_review_is_scheduled(self, why):
            due = date(2027, 1, 1) + timedelta(days=self.turn)
            self.do("ailsa", services.schedule_review, "ailsa", due, why)

        @rule(by=SIDES, data=st.data())
        def somebody_puts_a_line_back(self, by, data):
            self.do(by, services.put_back_line, self.line(data), by)
            for line_id, old in self.before.lines.items():
                if old.removed and not self.ready.plan().lines[line_id].removed:
                    assert not old.removed.settled
                    assert side_of(old.removed.by).is_with(side_of(by))

        @rule(by=SIDES, data=st.data(), words=REASONS)
        def somebody_comments(self, by, data, words):
            self.do(by, services.comment_on, by, self.line(data), words)

        @precondition(lambda self: self.ready.plan().proposals)
        @rule(by=SIDES, data=st.data())
        def somebody_withdraws(self, by, data):
            self.do(by, services.withdraw_proposal, by, self.proposal(data))

        @rule(by=SIDES, text=WORDS, data=st.data())
        def somebody_suggests_from_an_old_page(self, by, text, data):
            line = self.line(data)
            seen = "what it never said"
            self.do(by, services.propose_change, by, line, text, "because", seen_text=seen)
            assert len(self.ready.plan().proposals) == len(self.before.proposals)

        @rule(by=SIDES, kind=st.sampled_from(["circumstances", "risk", "reached", "let_go"]), data=st.data())
        def somebody_says_that_something_changed(self, by, kind, data):
            self.do(by, services.note_development, by, kind, "Col is moving away", self.line(data))

        @rule(by=SIDES, at_risk=st.booleans())
        def somebody_notes_a_risk(self, by, at_risk):
            outcome = self.ready.outcome
            self.do(by, services.note_risk_of_harm, by, outcome, at_risk, "A fall", settling=True)

        @rule(by=SIDES, word=st.sampled_from(["yes", "different", "no"]), data=st.data())
        def somebody_looks_back(self, by, word, data):
            line = self.line(data)
            self.do(by, services.look_back, line, word, "This and that", by)

        @rule(to=st.sampled_from(["person", "Ailsa Reid", "Dr Gray", "The Gazette"]))
        def a_copy_is_sent(self, to):
            self.do("ailsa", services.record_copy_sent, "ailsa", to, "by_post")

        @invariant()
        def agreed_means_signed_by_both_sides_as_frozen(self):
            plan = self.ready.plan()
            if plan.state in AGREED_STATES:
                assert plan.was_agreed
                hashes = {mark.number: mark.content_hash for mark in plan.versions}
                assert all(hashes[s.version] == s.content_hash for s in plan.signatures)

        @invariant()
        def nothing_said_is_lost(self):
            before = [said.text for said in self.before.statements]
            assert [said.text for said in self.ready.plan().statements][: len(before)] == before

        @invariant()
        def signatures_stay_where_they_are(self):
            before = self.before.signatures
            assert self.ready.plan().signatures[: len(before)] == before

        @invariant()
        def frozen_versions_do_not_change(self):
            for mark in self.ready.plan().versions:
                version = services.read_version(self.uow, "p1", mark.number)
                assert version.is_intact
                assert self.frozen.setdefault(mark.number, version) == version

        @invariant()
        def no_side_overwrites_the_other(self):
            plan = self.ready.plan()
            for line_id, old in self.before.lines.items():
                new = plan.lines[line_id]
                assert new.earlier[: len(old.earlier)] == old.earlier
                if self.settling:
                    continue
                for word in new.earlier[len(old.earlier) :]:
                    assert old.holder(word.field).is_with(side_of(self.acting))
                if new.removed and not old.removed:
                    assert old.holder(old.main).is_with(side_of(self.acting))

        @invariant()
        def every_change_is_an_event(self):
            now = services.plan_timeline(self.uow, "p1")
            assert now[: len(self.history)] == self.history
            if self.ready.plan() != self.before and self.acting:
                assert len(now) > len(self.history)
            self.history, self.acting = now, ""
            self.before = self.ready.plan()

    return Talks


def test_no_sequence_of_steps_breaks_the_promises_of_a_plan(make_ready_plan):
    run_state_machine_as_test(
        machine_over(make_ready_plan),
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

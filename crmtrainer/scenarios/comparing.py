# SPDX-License-Identifier: MIT
"""What a check compared in a run, in words: the acts it speaks of, each with its time, and the limits between them.

A verdict alone leaves a learner to guess which of their acts is meant: a promise in the words of a text counts as one
that was noted, and it is held against a time that stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.checks.deciding import CheckResult, RunSeen, Verdict, look_of
from crmtrainer.scenarios.debrief_rows import DebriefClock
from crmtrainer.scenarios.format.checks import Check, Kind
from crmtrainer.scenarios.format.conditions import Condition, Pattern
from crmtrainer.scenarios.seen import ActSeen, matches
from crmtrainer.scenarios.telling import Teller, metric_name

_MARGIN = "margin_minutes"
_MOST = 3
_ANSWERS = frozenset({Kind.RESPONSE, Kind.SUCCESSION})


def compared(checks: Iterable[Check], results: Iterable[CheckResult], comparing: Comparing) -> tuple[CheckResult, ...]:
    """The results, each with what was compared."""
    return tuple(
        replace(result, compared=comparing.told(check, result)) for check, result in zip(checks, results, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Comparing:
    """Tells it for the checks of one run. `clocks` are the run's, as they stood at the end."""

    run: RunSeen
    teller: Teller
    clocks: tuple[DebriefClock, ...] = ()

    def told(self, check: Check, result: CheckResult) -> str:
        """The acts and times behind a verdict; empty where there is nothing that was compared."""
        if result.verdict is Verdict.NOT_REACHED:
            return ""
        cited = [act for act in self.run.acts if act.seq in result.cites]
        return " ".join(part[:1].upper() + part[1:] for part in self._parts(check, result, cited))

    def _parts(self, check: Check, result: CheckResult, cited: list[ActSeen]) -> Iterator[str]:
        is_met = result.verdict is Verdict.MET
        if check.of is not None and _MARGIN in check.of.where:
            yield from self._margins(check.of, cited, is_met=is_met)
            yield from self._passed_over(check.of, (act for act in self.run.acts if _margin(act) is None))
        elif check.kind is Kind.PRECEDENCE:
            yield from self._in_order(check, cited, is_met=is_met)
            if check.then is not None and "promise_of" in check.then.where:
                first = self._earliest(check.first, self.run.acts)
                early = (act for act in self.run.acts if first is None or act.seq < first.seq)
                yield from self._passed_over(check.then, early)
        elif check.kind in _ANSWERS:
            yield from self._answered(check, cited, is_met=is_met)
        elif check.kind is Kind.EXISTENCE:
            yield from self._came(check, result, cited, is_met=is_met)
        elif check.kind is Kind.FINAL and check.that is not None:
            yield from self._stood(check.that)
        elif not is_met:
            yield from (f"{self._named(act)}." for act in cited[:_MOST])

    def _margins(self, pattern: Pattern, cited: list[ActSeen], *, is_met: bool) -> Iterator[str]:
        """Each promise that came too near beside the time it was held against; of good ones the nearest."""
        with_margin = sorted((act for act in cited if _margin(act) is not None), key=lambda act: _margin(act) or 0)
        most = pattern.where[_MARGIN].at_most
        for act in with_margin[: 1 if is_met else _MOST]:
            margin, agreed = _margin(act) or 0, act.context.get("agreed_for")
            if not isinstance(agreed, int):
                continue
            team = self.teller.names.get(f"team:{act.context.get('agreed_by')}", "the team")
            lies = f"{_span(margin)} {'after' if margin >= 0 else 'before'} that"
            had = f"{team} had agreed to {self._when(agreed)}"
            if isinstance(later := act.context.get("agreed_later"), int):
                had = f"{team} agreed only at {self._when(later)}, to {self._when(agreed)}"
            words = f"{self._named(act)}: {had}, so the promise lies {lies}"
            if not is_met and most is not None:
                words += f"; wanted are {_span(most + 1)} after it or more"
            yield f"the nearest is {words}." if is_met and len(with_margin) > 1 else f"{words}."

    def _passed_over(self, pattern: Pattern, among: Iterable[ActSeen]) -> Iterator[str]:
        """Promises that were made and are not what the check is about: to be in touch, and no more."""
        whose = {name: pattern.where[name] for name in ("customer", "makes_promise") if name in pattern.where}
        alike = pattern.model_copy(update={"where": whose, "words": None})
        only_word = [
            act for act in among if matches(alike, act, self.run.end.lists) and act.context.get("promise_of") == "word"
        ]
        if only_word:
            names = ", ".join(self._named(act) for act in only_word[:_MOST])
            yield f"not counted, for it only promises to be in touch: {names}."

    def _in_order(self, check: Check, cited: list[ActSeen], *, is_met: bool) -> Iterator[str]:
        first = self._earliest(check.first, self.run.acts)
        then = [act for act in cited if check.then is not None and matches(check.then, act, self.run.end.lists)]
        if is_met:
            after = then or [act for act in cited if first is not None and act.seq > first.seq]
            if first is not None and after and first.seq != after[0].seq:
                yield f"{self._named(first)} came before {self._named(after[0])}."
            return
        for act in then[:_MOST]:
            if first is None:
                yield f"{self._named(act)} came, and what had to come first never did."
            else:
                yield f"{self._named(act)} came before {self._named(first)}."

    def _answered(self, check: Check, cited: list[ActSeen], *, is_met: bool) -> Iterator[str]:
        asked = self._earliest(check.first, cited)
        if asked is None:
            return
        answer = self._earliest(check.then, (act for act in self.run.acts if act.seq > asked.seq))
        due = None if check.within is None else self.run.due(check.calendar, asked.at, check.within)
        by = "" if due is None else f", due by {self._when(due)}"
        came = "nothing of the kind came"
        if due is not None and due > (ended := to_micros(self.run.end.now)):
            came += f" until the run ended, {self._when(ended)}"
        if answer is not None:
            came = f"{self._named(answer)} came {'in time' if is_met else 'only later'}"
        yield f"after {self._named(asked)}{by}, {came}."

    def _came(self, check: Check, result: CheckResult, cited: list[ActSeen], *, is_met: bool) -> Iterator[str]:
        look = look_of(check, self.run)
        if look is None:
            return
        limits = []
        if check.within is not None and result.at is None:
            start = look.opener.at if look.opener is not None else self.run.acts[0].at
            limits.append(f"before {self._when(self.run.due(check.calendar, start, check.within))}")
        if is_met:
            if look.closer is not None:
                limits.append(f"before {self._named(look.closer)}")
            if cited and limits:
                yield f"{self._named(cited[0])} came {' and '.join(limits)}."
            return
        if result.at is None:
            return
        until = f"before {self._named(look.closer)}" if look.closer is not None else f"by {self._at(result)}"
        if check.within is not None:
            until = f"by {self._at(result)}"
        since = "" if look.opener is None else f" after {self._named(look.opener)}"
        late = self._earliest(check.of, (act for act in self.run.acts if act.at > to_micros(result.at)))
        yield f"{'nothing of the kind came' + since} and {until}." if since else f"nothing of the kind came {until}."
        if late is not None:
            yield f"{self._named(late)} came later."

    def _stood(self, that: Condition) -> Iterator[str]:
        """The limits that a statement about the end speaks of, each with the time at which it was met or not."""
        for each in (that, *(that.all or ())):
            if each.clock is not None:
                yield from (self._clock(clock) for clock in self.clocks if clock.metric == each.clock.metric)
            if each.promise is not None:
                yield from self._promises()

    def _clock(self, clock: DebriefClock) -> str:
        name = f"{metric_name(clock.metric)} of {clock.ref}"
        due = "with no limit" if clock.due is None else f"due {self._when(to_micros(clock.due))}"
        if clock.satisfied_at is None:
            return f"{name}: {due}, and still open at the end."
        return f"{name}: {due}, stopped {self._when(to_micros(clock.satisfied_at))}."

    def _promises(self) -> Iterator[str]:
        ends = {
            act.number("promise_id"): act for act in self.run.acts if act.verb == "promise.keep" and not act.was_refused
        }
        for promise in self.run.end.promises[:_MOST]:
            due = self._when(to_micros(promise.due_at))
            kept = ends.get(promise.id)
            if kept is not None:
                yield f"promised for {due}, marked as kept by {self._named(kept)}."
            else:
                yield f"promised for {due}, and never marked as kept."

    def _earliest(self, pattern: Pattern | None, acts: Iterable[ActSeen]) -> ActSeen | None:
        if pattern is None:
            return None
        return next((act for act in acts if matches(pattern, act, self.run.end.lists)), None)

    def _named(self, act: ActSeen) -> str:
        """ "act 41 (Tue 13:20, “Wrote to Mr Sahota by text”; its words promise Tue 16:30)"."""
        title = self.teller.title(act, technique=str(act.context.get("technique", "")))
        promised = self._promised(act)
        return f"act {act.seq} ({self._when(act.at)}, “{title}”{promised})"

    def _promised(self, act: ActSeen) -> str:
        """For when an act promises something, where its title does not say so."""
        if not act.context.get("makes_promise"):
            return ""
        if isinstance(noted := act.facts.get("promise_due"), int):
            return "" if act.verb == "message.send" else f"; it notes a promise by {self._when(noted)}"
        due = act.context.get("promised_for")
        if act.verb == "promise.make":
            return ""
        return f"; its words promise {self._when(due)}" if isinstance(due, int) else "; its words promise a time"

    def _at(self, result: CheckResult) -> str:
        return "" if result.at is None else self._when(to_micros(result.at))

    def _when(self, micros: int) -> str:
        return self.teller.when(micros)


def _margin(act: ActSeen) -> int | None:
    found = act.context.get(_MARGIN)
    return found if isinstance(found, int) else None


def _span(minutes: int) -> str:
    hours, left = divmod(abs(minutes), 60)
    if hours and left:
        return f"{hours} h {left} min"
    return f"{hours} h" if hours else f"{left} min"

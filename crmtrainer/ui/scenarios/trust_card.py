# SPDX-License-Identifier: MIT
"""Trust over the run: the chart with its numbers, and what moved it each time. A line shows the act that is chosen."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import Debrief, PersonTrust
from crmtrainer.ui import theme
from crmtrainer.ui.dates import clock_time, local
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chart import Chart, Marked, Series
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling
from crmtrainer.ui.scenarios.debrief_labels import short_when
from crmtrainer.ui.scenarios.snug_card import make_snug
from crmtrainer.ui.theme import Tone

LIMITS = (0.0, 100.0)
ROW, PLOT = 52, 68


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of somebody's trust. `seq` is the entry that made it."""

    seq: int
    at: datetime
    name: str
    before: int
    after: int
    cause: str

    @property
    def numbers(self) -> str:
        return f"{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Moment:
    """One column of the chart: everything known of one minute. `seqs` are the entries behind it, in order."""

    at: datetime
    seqs: tuple[int, ...]


def moments(people: tuple[PersonTrust, ...]) -> tuple[Moment, ...]:
    """The minutes at which anybody's trust is known, in order; what moved within one minute stands together."""
    found: list[Moment] = []
    for at, seq in sorted({(point.at, point.seq) for person in people for point in person.points}):
        if found and _minute(found[-1].at) == _minute(at):
            found[-1] = Moment(at, (*found[-1].seqs, seq))
        else:
            found.append(Moment(at, (seq,)))
    return tuple(found)


def series(people: tuple[PersonTrust, ...], known: tuple[Moment, ...]) -> tuple[Series, ...]:
    """One row of numbers a person, over those minutes; the last within a minute counts."""
    found = []
    for person in people:
        values = {_minute(point.at): point.trust for point in person.points}
        found.append(Series(person.name, tuple(values.get(_minute(moment.at)) for moment in known)))
    return tuple(found)


def changes(people: tuple[PersonTrust, ...]) -> tuple[Moved, ...]:
    """Every change with its cause, in order."""
    found = [
        Moved(after.seq, after.at, person.name, before.trust, after.trust, after.cause)
        for person in people
        for before, after in zip(person.points, person.points[1:], strict=False)
    ]
    return tuple(sorted(found, key=lambda moved: (moved.at, moved.seq)))


def place_of(known: tuple[Moment, ...], at: datetime, seq: int | None) -> float:
    """Where a moment stands along the labels; between two of them when nothing was measured just then."""
    if seq is None:
        before = sum(1 for moment in known if moment.at < at)
    else:
        for place, moment in enumerate(known):
            if seq in moment.seqs:
                return float(place)
        before = sum(1 for moment in known if moment.seqs[0] < seq)
    return max(0.0, before - 0.5)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


class TrustCard(Chart):
    """The card. `chosen` carries the number of the entry behind a change that somebody opened."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("TrustCard", "Trust, 0 to 100"),
            QCoreApplication.translate("TrustCard", "How far each person believes you"),
            parent=parent,
        )
        self._known: tuple[Moment, ...] = ()
        self._moved: tuple[Moved, ...] = ()
        self.why = Button(self.tr("What moved it"), "format-list-bulleted", Variant.QUIET, small=True)
        self.why.setCheckable(True)
        self.why.toggled.connect(self._show_causes)
        self.head.insertWidget(self.head.indexOf(self.as_table), self.why)
        # It stands there all the time, so that nothing below it moves.
        self.cause = ElidedLabel(size=Type.CAPTION, token="muted")
        self.body.addWidget(self.cause)
        self._model = RowsModel(self)
        self.causes = RowsView(self.tr("What moved their trust"))
        self.causes.setModel(self._model)
        self.causes.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.causes.opened.connect(lambda place: self.chosen.emit(self._moved[place].seq))
        self.causes.hide()
        self.body.addWidget(self.causes)
        self._restyle()

    def _restyle(self) -> None:
        make_snug(self)
        self._holder.setFixedHeight(theme.px(PLOT))
        # As high as the list is long: only the pane around it scrolls.
        self.causes.setFixedHeight(theme.px(ROW) * max(len(self._moved), 1) + 4)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()

    def _row(self, place: int, moved: Moved) -> Row:
        up = moved.after >= moved.before
        spoken = self.tr("%1, %2, trust from %3 to %4. %5")
        parts = (short_when(moved.at), moved.name, str(moved.before), str(moved.after), moved.cause)
        for number, words in enumerate(parts, start=1):
            spoken = spoken.replace(f"%{number}", words)
        return Row(
            id=place,
            title=moved.cause,
            reference=short_when(moved.at),
            detail=moved.name,
            mark=Mark(moved.numbers, "trending-up" if up else "trending-down", Tone.OK if up else Tone.WARN),
            spoken=spoken,
        )

    def show_run(self, found: Debrief) -> None:
        """Show everybody's trust over a run."""
        people = tuple(person for person in found.trust if person.points)
        self._known = moments(people)
        self._moved = changes(people)
        labels = tuple(self._label(number) for number in range(len(self._known)))
        weights = tuple(len(moment.seqs) for moment in self._known)
        numbers = series(people, self._known)
        self.show_data(labels, numbers, unit=self.tr("Time"), limits=LIMITS, weights=weights)
        self._model.set_rows(tuple(self._row(place, moved) for place, moved in enumerate(self._moved)))
        self._restyle()
        self.why.explain("" if self._moved else self.tr("Nobody’s trust moved in this run."))

    def _label(self, number: int) -> str:
        """A time; in a run of several days with its day where the day is new."""
        at = self._known[number].at
        days = [local(moment.at).date() for moment in self._known]
        new_day = days[0] != days[-1] and (number == 0 or days[number - 1] != days[number])
        return short_when(at) if new_day else clock_time(at)

    def point_at(self, at: datetime | None, seq: int | None, words: str = "", *, missing: str = "") -> None:
        """Draw the line where an act stands, and say what it moved; None takes the line away.

        `missing`: what should have been done here and was not, said below the chart beside the line’s time.
        """
        if at is None or not self._known:
            self.set_marks(())
            self.cause.setText(self.tr("Choose an act to see whose trust it moved."))
            return
        self.set_marks((Marked(place_of(self._known, at, seq), words, Tone.BAD if missing else Tone.INFO),))
        if missing:
            self.cause.setText(f"{missing}, {short_when(at)}")
        else:
            self._tell(tuple(moved for moved in self._moved if moved.seq == seq))

    def _tell(self, moved: tuple[Moved, ...]) -> None:
        words = " ".join(f"{one.name} {one.numbers}: {one.cause}" for one in moved)
        self.cause.setText(words or self.tr("This act moved nobody’s trust."))

    def _show_causes(self, wanted: bool) -> None:
        self.causes.setVisible(wanted)
        if wanted:
            self.causes.setFocus()

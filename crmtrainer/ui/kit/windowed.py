# SPDX-License-Identifier: MIT
"""Long lists: all ids, few rows. Ids come from a query off the UI thread; rows by page as they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from typing_extensions import override

from crmtrainer.ui.kit.rows import NO_PARENT, Index, Row, row_data

PAGE, PAGES_KEPT = 64, 128
"""A window shows some twenty rows: after a jump few others are fetched with them."""

RowT = TypeVar("RowT")


class Pages(Generic[RowT]):
    """The ids in order and the pages of rows last looked at.

    `fetch` answers the rows of some ids, in any order and possibly fewer; `id_of` says which row is which.
    An answer that arrives for an older question is dropped: ask `question()`, hand its number to `answer`.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[RowT]], id_of: Callable[[RowT], int]) -> None:
        self._fetch = fetch
        self._id_of = id_of
        self._ids: Sequence[int] = ()
        self._kept: OrderedDict[int, dict[int, RowT]] = OrderedDict()
        self._generation = 0

    def __len__(self) -> int:
        return len(self._ids)

    def question(self) -> int:
        """A number for a new question; older answers no longer count."""
        self._generation += 1
        return self._generation

    def is_current(self, generation: int) -> bool:
        return generation == self._generation

    def take(self, ids: Sequence[int]) -> None:
        """Other ids; what was fetched is forgotten."""
        self._ids = ids
        self._kept.clear()

    @property
    def ids(self) -> Sequence[int]:
        """All of them, in order."""
        return self._ids

    def grow(self, ids: Sequence[int]) -> None:
        """The same ids and more after them."""
        self._kept.pop(len(self._ids) // PAGE, None)  # it may have been cut short
        self._ids = ids

    def forget_rows(self) -> None:
        """Fetch again what is looked at next, for the same ids."""
        self._kept.clear()

    def place_of(self, row_id: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def row(self, place: int) -> RowT | None:
        """The row at a place; None when it has gone since the ids were read."""
        number = place // PAGE
        page = self._kept.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {self._id_of(row): row for row in self._fetch(wanted)}
            self._kept[number] = page
            if len(self._kept) > PAGES_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(number)
        return page.get(self._ids[place])


class WindowedList(QAbstractListModel):
    """Two-line rows over `Pages`; `to_row` turns a query's row into what the delegate paints."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[RowT]],
        id_of: Callable[[RowT], int],
        to_row: Callable[[RowT], Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pages: Pages[RowT] = Pages(fetch, id_of)
        self._to_row: Callable[[RowT], Row] = to_row

    def question(self) -> int:
        return self.pages.question()

    def answer(self, generation: int, ids: Sequence[int]) -> bool:
        """Show the ids unless a newer question was asked; says whether they were taken."""
        if not self.pages.is_current(generation):
            return False
        self.beginResetModel()
        self.pages.take(ids)
        self.endResetModel()
        return True

    def go_on(self, generation: int, ids: Sequence[int]) -> bool:
        """Show all ids where the first of them are shown: order, selection and place stay if nothing changed since."""
        here = len(self.pages)
        if not self.pages.is_current(generation):
            return False
        if list(ids[:here]) != list(self.pages.ids):
            return self.answer(generation, ids)
        if len(ids) > here:
            self.beginInsertRows(NO_PARENT, here, len(ids) - 1)
            self.pages.grow(ids)
            self.endInsertRows()
        return True

    def refresh_rows(self) -> None:
        """Read the visible rows again and repaint; order and selection stay."""
        self.pages.forget_rows()
        if len(self.pages):
            self.dataChanged.emit(self.index(0), self.index(len(self.pages) - 1))

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.pages)

    @override
    def match(
        self,
        start: Index,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Nothing: letters typed into a list would be looked for in every row. To find somebody is a query's affair."""
        return []

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self.pages.row(index.row())
        return row_data(self._to_row(found), role) if found is not None else None

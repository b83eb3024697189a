# SPDX-License-Identifier: MIT
"""The one door through which slow work leaves the thread of the window, and an inline twin for tests."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
WORKERS = 2


class Errand:
    """A piece of work under way. Cancelling means that its answer is dropped; the work itself may finish."""

    __slots__ = ("cancelled",)

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Tasks(Protocol):
    """Run `work` elsewhere; `done` gets its result here, `failed` its error. `alone` keeps writers in single file."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        alone: bool = False,
    ) -> Errand: ...

    def is_idle(self) -> bool:
        """Whether every answer has been given."""
        ...

    def close(self) -> None: ...


class InlineTasks:
    """Does the work on the spot."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        alone: bool = False,
    ) -> Errand:
        try:
            result = work()
        except Exception as error:
            failed(error)
        else:
            done(result)
        return Errand()

    def is_idle(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is under way."""


class ThreadTasks(QObject):
    """Does the work on a few threads; answers come back through a queued signal."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="crmtrainer")
        self._single = ThreadPoolExecutor(1, thread_name_prefix="crmtrainer-writer")
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._under_way = 0
        self._closed = False

    def is_idle(self) -> bool:
        return self._under_way == 0

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        alone: bool = False,
    ) -> Errand:
        errand = Errand()
        self._under_way += 1
        future = (self._single if alone else self._pool).submit(work)

        def answer(finished: "Future[T]") -> None:
            error = finished.exception()
            if error is None:
                self._came.emit((errand, lambda: done(finished.result())))
            elif isinstance(error, Exception):
                self._came.emit((errand, lambda: failed(error)))
            else:
                self._came.emit((errand, lambda: _throw(error)))

        future.add_done_callback(answer)
        return errand

    def _deliver(self, parcel: tuple[Errand, Callable[[], object]]) -> None:
        errand, open_it = parcel
        self._under_way -= 1
        if not errand.cancelled and not self._closed:
            open_it()

    def close(self) -> None:
        """Wait for what is under way; nothing more is delivered, not even an answer that is on its way already."""
        self._closed = True  # Qt still hands over what was queued before a signal is disconnected
        self._came.disconnect(self._deliver)
        self._pool.shutdown(wait=True)
        self._single.shutdown(wait=True)


def _throw(error: BaseException) -> None:
    raise error

# SPDX-License-Identifier: MIT
"""Makes the QApplication: style, look, letters, translator, and a hook for what goes wrong. No business."""

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from crmtrainer.paths import resources
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.shell.fault import fault_details
from crmtrainer.ui.theme import Look, Scheme

log = logging.getLogger(__name__)

_TRANSLATED = "crmtrainer_translated"


class FaultHook(QObject):
    """Catches what nobody caught, in any thread, writes it to the log and tells the window."""

    fault = Signal(str)

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def remove(self) -> None:
        """Give Python's hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.error("A fault of the program", exc_info=(kind, error, trace))
        self.fault.emit(fault_details(kind, trace))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)


def make_application(
    arguments: Sequence[str], *, scheme: Scheme = Scheme.SYSTEM, look: Look | None = None
) -> QApplication:
    """The application in its look. With the system's scheme it follows the desktop from light to dark."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(list(arguments))
    app.setApplicationName("crmtrainer")
    app.setApplicationDisplayName("")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    QLocale.setDefault(BRITISH)
    install_translation(app, BRITISH)
    appearance.apply(app, appearance.look_for(scheme, look))
    application = app
    app.styleHints().colorSchemeChanged.connect(lambda: follow_desktop(application))
    return app


def follow_desktop(app: QApplication) -> None:
    """Put on the colours that the desktop asks for, where it is to be followed."""
    look = theme.active()
    if look.chosen is Scheme.SYSTEM:
        appearance.apply(app, appearance.look_for(Scheme.SYSTEM, look))


def install_translation(app: QApplication, locale: QLocale) -> bool:
    """Load the words of a language, once; for English its singulars and plurals. Says whether they are there."""
    if app.property(_TRANSLATED) == locale.name():
        return True
    translator = QTranslator(app)
    found = translator.load(locale, "crmtrainer", "_", str(resources() / "translations"))
    if found:
        app.installTranslator(translator)
        app.setProperty(_TRANSLATED, locale.name())
    return found


def run(app: QApplication, on_fault: Callable[[str], object]) -> int:
    """Run until the window is closed; faults are handed to `on_fault` and do not end the program."""
    hook = FaultHook()
    hook.fault.connect(on_fault)
    hook.install()
    try:
        return app.exec()
    finally:
        hook.remove()

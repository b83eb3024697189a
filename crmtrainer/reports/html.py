# SPDX-License-Identifier: MIT
"""Evidence as documents: a page for browsers that needs nothing else, and the plainer one that becomes a PDF.
Other papers have the plainer form only.

Every value is escaped; nothing in a document runs or loads anything.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from crmtrainer import __version__, paths
from crmtrainer.reports.dates import clock_time, full_when, long_day, short_when
from crmtrainer.reports.evidence import EvidenceReport, between, cited
from crmtrainer.reports.paper import Paper
from crmtrainer.reports.plain import visible

if TYPE_CHECKING:
    from jinja2 import Environment

ERASED = "[erased]"


def evidence_page(report: EvidenceReport) -> str:
    """The evidence as one self-contained page."""
    return _environment().get_template("evidence.html.j2").render(report=report)


def evidence_print(report: EvidenceReport) -> str:
    """The evidence in the few elements that the window's text engine knows, for printing."""
    return _environment().get_template("evidence-print.html.j2").render(report=report)


def paper_print(paper: Paper) -> str:
    """Any other paper in the same few elements."""
    return _environment().get_template("paper-print.html.j2").render(paper=paper)


@cache
def _environment() -> Environment:
    # Whoever opens a case loads this module, and few print one.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(paths.resources() / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    made.filters |= {
        "short_when": short_when,
        "full_when": full_when,
        "clock_time": clock_time,
        "long_day": long_day,
        "cited": cited,
        "lines": _lines,
    }
    made.globals |= {"between": between, "erased": ERASED, "version": __version__}
    return made


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(text: str) -> Markup:
    """Words with their line ends kept."""
    return Markup("<br>").join(escape(visible(line)) for line in text.split("\n"))

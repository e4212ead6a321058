"""Parts of office pages, by name."""

from eoffice.shell.components.base import Act, PagePart
from eoffice.shell.components.confidence import ConfidenceField
from eoffice.shell.components.facets import Facet, FacetChoice, Facets
from eoffice.shell.components.letter import (
    Box,
    DifferenceLine,
    DifferencesPart,
    PageViewer,
    SheetPage,
)
from eoffice.shell.components.progress import JobLine, ProgressJob, Tally
from eoffice.shell.components.retention import RetentionBar
from eoffice.shell.components.route import Route, RouteStep, StepMark
from eoffice.shell.components.secret import SecretPanel, SecretSheet
from eoffice.shell.components.tree import Tree, TreeNode
from eoffice.shell.components.verdict import VerdictPanel

__all__ = [
    "Act",
    "Box",
    "ConfidenceField",
    "DifferenceLine",
    "DifferencesPart",
    "Facet",
    "FacetChoice",
    "Facets",
    "JobLine",
    "PagePart",
    "PageViewer",
    "ProgressJob",
    "RetentionBar",
    "Route",
    "RouteStep",
    "SecretPanel",
    "SecretSheet",
    "SheetPage",
    "StepMark",
    "Tally",
    "Tree",
    "TreeNode",
    "VerdictPanel",
]

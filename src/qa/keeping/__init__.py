"""Keeping a library: what it holds, adding to it, taking from it, and looking after it."""

from qa.keeping.adding import add, plan_adding
from qa.keeping.changing import recover
from qa.keeping.checkup import check_library, check_reports
from qa.keeping.holdings import Folders
from qa.keeping.offers import offers
from qa.keeping.removing import plan_removing, remove, removed_files

__all__ = [
    "Folders",
    "add",
    "check_library",
    "check_reports",
    "offers",
    "plan_adding",
    "plan_removing",
    "recover",
    "remove",
    "removed_files",
]

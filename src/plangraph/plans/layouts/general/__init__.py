"""Any plan document by its headings, labels, forms and tables: what the special forms do not read better."""

from __future__ import annotations

from plangraph.plans.layouts.general.layout import General

__all__ = ["General"]

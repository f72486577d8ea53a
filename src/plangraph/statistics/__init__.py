"""Official statistics: tables of the UN, of e-Stat and plain ones → RDF Data Cube (W3C, 2014), a row at a time."""

from plangraph.statistics.cube import Cube, write_cube
from plangraph.statistics.forms import FORMATS, open_table, recognise
from plangraph.statistics.loading import iter_portions, source_of
from plangraph.statistics.table import Dimension, Period, Place, Row, Table

__all__ = [
    "FORMATS",
    "Cube",
    "Dimension",
    "Period",
    "Place",
    "Row",
    "Table",
    "iter_portions",
    "open_table",
    "recognise",
    "source_of",
    "write_cube",
]

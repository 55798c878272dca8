"""Score sheets as files: CSV, JSON, PDF. It judges nothing and reads no log."""

from simulator.sheets.forms import SheetError, as_dict, from_dict

__all__ = ["SheetError", "as_dict", "from_dict"]

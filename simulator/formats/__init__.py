"""Files of the trade, read and written: the .sor trace of an OTDR. It deliberately analyses no trace and draws none."""

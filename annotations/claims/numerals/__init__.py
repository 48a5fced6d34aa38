"""The value of a numeral alone, whatever it counts: `1.234,5`, `một trăm linh năm`, `6-9`."""

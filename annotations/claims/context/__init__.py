"""The words around a number, on the left and on the right, and the weighing of what they make of it."""

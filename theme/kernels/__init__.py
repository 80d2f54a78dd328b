"""Kernels: ready before they are asked for, spoken to by their page alone, gone when unused."""

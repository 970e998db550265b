"""Many reports at once: the plan as flat arrays, a compiled kernel over columns, traces that rows share.

``judge`` stays the one meaning of every condition. Here it is asked once per group of rows that cannot differ, and the
kernel multiplies the ranges; whatever the kernel does not know goes to ``judge`` row by row.
Source: docs/methods/bulk-assessment.md
"""

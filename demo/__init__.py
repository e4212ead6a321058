"""The demonstration, on top of the product: nothing of the product imports it.

`wanasari` invents a kabupaten and lives a year in it by the product's own operations;
`load` makes a volume to measure with; `specimens` prints letters of other offices and
scans them badly; `machine` runs the product's processes on embedded services.

A production installation carries none of it: it is not in the wheel, nor the image.
"""

"""`/pengaturan/kop/`: emblems, and a look at the kop of every office."""

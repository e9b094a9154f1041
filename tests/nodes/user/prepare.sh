useradd -m old
useradd -m -G mail there

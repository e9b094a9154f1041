# Swap is the machine's, not the namespace's: what the kernel would list stands in a file here.
cp /proc/swaps /run/swaps
mount --bind /run/swaps /proc/swaps
for program in swapon swapoff; do
  path=$(command -v $program)
  rm -f "$path"
  cat >"$path" <<'END'
#!/bin/sh
[ "$1" != -- ] || shift
case $0 in
  *swapon) echo "$1 file 2044 0 -2" >>/proc/swaps ;;
  *) rest=$(grep -v "^$1 " /proc/swaps || :); printf '%s\n' "$rest" >/proc/swaps ;;
esac
END
  chmod 755 "$path"
done

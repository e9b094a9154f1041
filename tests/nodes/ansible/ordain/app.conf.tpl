# Written by the machine.
[server]
port = ${port}
cache = "${cache}"
motto = "it's $(not) `run`"

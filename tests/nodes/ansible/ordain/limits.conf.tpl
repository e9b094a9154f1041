app soft nofile ${soft}
app hard nofile ${hard}

! grep -q FirstFirst /home/deploy/.ssh/authorized_keys

useradd -M -s /bin/bash app

groupadd old
groupadd moved

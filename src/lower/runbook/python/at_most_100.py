def at_most_100(items):
    if len(items) > 100:
        raise ValueError(f"a loop takes at most 100 items, this list has {len(items)}")
    return items

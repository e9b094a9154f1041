# Fails the execution: the loop before it ran as often as it may.
def main(events, context):
    raise Exception(f"{events['loop']} ran {events['max']} times and its condition never held")

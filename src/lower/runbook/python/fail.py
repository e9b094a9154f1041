# Fails the execution with the message that it is given.
def main(events, context):
    raise Exception(events["message"])

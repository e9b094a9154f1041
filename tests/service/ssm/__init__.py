"""The operations of Systems Manager that the service carries out itself."""

"""Hostile bytes are read here, in processes with limits of CPU, memory and wall time.

A nursery process imports the parsers once and forks workers on demand, as multiprocessing's forkserver does. It is our own
because multiprocessing would import the program's main module into every worker and hand it the environment, where the Slack
token may stand: a worker here gets no environment, no descriptor but its own socket, and may write no file. What it answers
is read by an unpickler that builds our own values and errors and nothing else, so that a parser taken over by its input
cannot take over the daemon.
"""

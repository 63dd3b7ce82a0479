"""Sockets of live rooms: a registry in this process, one writer thread, a doorbell between processes."""

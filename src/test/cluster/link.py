#!/usr/bin/env python3
"""Carries TCP from 127.0.0.1:PORT to 127.0.0.1:TARGET. SIGUSR1 breaks it (all that is open, and whatever comes), SIGUSR2
mends it."""
import asyncio
import signal
import sys

broken = False
writers = set()


async def pump(reader, writer):
    writers.add(writer)
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writers.discard(writer)
        writer.close()


def cut():
    global broken
    broken = True
    for writer in list(writers):
        writer.transport.abort()


def mend():
    global broken
    broken = False


async def main(port, target):
    async def serve(reader, writer):
        if broken:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", int(target))
        await asyncio.gather(pump(reader, back), pump(there, writer))

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, cut)
    loop.add_signal_handler(signal.SIGUSR2, mend)
    server = await asyncio.start_server(serve, "127.0.0.1", int(port))
    async with server:
        await server.serve_forever()


asyncio.run(main(*sys.argv[1:3]))

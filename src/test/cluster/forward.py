#!/usr/bin/env python3
"""Carries TCP from HOST:PORT to 127.0.0.1:TARGET, so that a server of this machine's loopback is reached from outside."""
import asyncio
import sys


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def main(host, port, target):
    async def serve(reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", int(target))
        await asyncio.gather(pump(reader, back), pump(there, writer))

    server = await asyncio.start_server(serve, host, int(port))
    async with server:
        await server.serve_forever()


asyncio.run(main(*sys.argv[1:4]))

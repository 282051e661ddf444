"""Slow clients, thousands at once: heads, bodies and readers that take their time; each comes back when it is cut."""

import asyncio
import resource
import sys

HEAD, BODY, READER = "slow heads", "slow bodies", "slow readers"


def allow_files(count):
    """Each connection is an open file; ends the run where the system does not allow so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        sys.exit(f"This needs {count} open files, and the system allows {hard}: ulimit -Hn {count}")
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


class Crowd:
    """So many slow clients of each kind, until `end`; counts how often each kind connected and was cut."""

    def __init__(self, port, requests, counts):
        self.port, self.requests, self.counts = port, requests, counts
        self.open = dict.fromkeys(counts, 0)
        self.cut = dict.fromkeys(counts, 0)
        self.is_over = False

    async def run(self, until):
        """Keeps the crowd there until the event is set."""
        drag = {HEAD: self.drip, BODY: self.drip, READER: self.sip}
        clients = []
        for kind, count in self.counts.items():
            for number in range(count):
                clients.append(asyncio.create_task(self.again(kind, drag[kind], self.requests[kind])))
                if number % 50 == 49:
                    # A listening socket holds a few hundred that are not accepted yet.
                    await asyncio.sleep(0.05)
        await until.wait()
        self.is_over = True
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients, return_exceptions=True)

    async def again(self, kind, drag, request):
        """One client: when it is cut it comes again after a moment, as whoever means harm would."""
        while not self.is_over:
            try:
                # A reader who takes little keeps little: else the system would take the whole page for them.
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=4096)
            except OSError:
                await asyncio.sleep(1)
                continue
            self.open[kind] += 1
            try:
                await drag(reader, writer, request)
            except OSError:
                pass
            finally:
                self.open[kind] -= 1
                self.cut[kind] += 1
                writer.transport.abort()
            await asyncio.sleep(1)

    async def drip(self, reader, writer, request):
        """Sends most at once and then a byte a second; ends when the server has had enough."""
        start, rest = request
        writer.write(start)
        gone = asyncio.ensure_future(reader.read(1))
        for place in range(len(rest)):
            done, _ = await asyncio.wait({gone}, timeout=1)
            if done:
                return
            writer.write(rest[place : place + 1])
        await gone

    async def sip(self, reader, writer, request):
        """Asks for pages one after another and takes 16 bytes a second of them."""
        writer.write(request)
        while await reader.read(16):
            await asyncio.sleep(1)

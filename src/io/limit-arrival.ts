import type { Server } from 'node:http';

/** How long things may take to arrive, in milliseconds. */
interface Limits {
  /** All of a request. */
  readonly whole: number;
  /** Anything at all, either way, of a stream, which takes as long as it takes. */
  readonly silence: number;
}

/** Ends connections on which requests don't arrive in time. Node's own limit holds for every path. */
export function limitArrival(
  server: Pick<Server, 'on'>,
  isStream: (url: string) => boolean,
  { whole, silence }: Limits,
): void {
  server.on('request', (request) => {
    if (isStream(request.url ?? '')) {
      // Where nobody listens for the time-out, Node ends the connection.
      request.setTimeout(silence);
      return;
    }
    const timer = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, whole);
    request.once('close', () => clearTimeout(timer));
  });
}

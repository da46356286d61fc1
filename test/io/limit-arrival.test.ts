import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitArrival } from '../../src/io/limit-arrival.ts';

/** A request as far as it goes here. */
class FakeRequest extends EventEmitter {
  readonly url: string;
  complete = false;
  destroyed = false;
  silence: number | undefined;

  constructor(url: string) {
    super();
    this.url = url;
  }

  setTimeout(ms: number): void {
    this.silence = ms;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

function arrive(url: string): FakeRequest {
  const server = new EventEmitter();
  limitArrival(server as never, (path) => path === '/stream', { whole: 1000, silence: 5000 });
  const request = new FakeRequest(url);
  server.emit('request', request);
  return request;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a request that isn’t there in time is ended', () => {
  const request = arrive('/');
  vi.advanceTimersByTime(999);
  expect(request.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(request.destroyed).toBe(true);
});

it('one that is may be worked at for longer', () => {
  const request = arrive('/');
  request.complete = true;
  vi.advanceTimersByTime(100_000);
  expect(request.destroyed).toBe(false);
});

it('nothing waits for one that is over', () => {
  arrive('/').emit('close');
  expect(vi.getTimerCount()).toBe(0);
});

it('a stream may take long, but not be silent', () => {
  const request = arrive('/stream');
  vi.advanceTimersByTime(100_000);
  expect([request.destroyed, request.silence]).toEqual([false, 5000]);
});

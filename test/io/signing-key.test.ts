import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLedgerAsItIs, openLedgerToServe } from '../../src/io/open-ledger.ts';
import { SettingRefused } from '../../src/io/setting-refused.ts';
import { signingKey } from '../../src/io/signing-key.ts';
import { newPrivateKey } from '../../src/ledger/note-key.ts';
import { folderOf } from '../cli/folder.ts';
import { createMemoryStore } from '../ledger/memory-store.ts';

describe('the signing key', () => {
  it('is made once by however many start at once, whole, and for its owner only', async () => {
    const folder = join(await folderOf({}), 'new/data');
    const file = join(folder, 'key.pem');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => signingKey('log', { file }, { make: true })),
    );
    expect(new Set(all.map(({ signer }) => signer.key)).size).toBe(1);
    expect(all.filter(({ madeAt }) => madeAt === file)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['key.pem']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await signingKey('log', { file }, { make: false });
    expect([again.signer.key, again.madeAt]).toEqual([all[0]?.signer.key, null]);
  });

  it('isn’t made where it should be there', async () => {
    const folder = await folderOf({});
    const making = signingKey('log', { file: join(folder, 'key.pem') }, { make: false });
    await expect(making).rejects.toThrow(/there is no signing key .*key\.pem/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is kept as it is where the file holds none', async () => {
    const file = join(await folderOf({ 'key.pem': 'something else' }), 'key.pem');
    await expect(signingKey('log', { file }, { make: true })).rejects.toThrow(SettingRefused);
    expect(await readFile(file, 'utf8')).toBe('something else');
  });

  it('comes from the environment too, its line breaks written as \\n', async () => {
    const pem = newPrivateKey();
    const { store } = createMemoryStore();
    const { ledger, notices } = await openLedgerToServe(store, { LEDGER_KEY: pem.replaceAll('\n', '\\n') });
    expect(notices).toEqual([]);
    expect((await openLedgerAsItIs(store, { LEDGER_KEY: pem })).key).toBe(ledger.key);
  });
});

describe('a log', () => {
  const key = { LEDGER_KEY: newPrivateKey() };

  it('has the name and the hash that are asked for', async () => {
    const { store } = createMemoryStore();
    const { ledger } = await openLedgerToServe(store, {
      ...key,
      LEDGER_NAME: 'xuancheng.example/log',
      LEDGER_HASH: 'sm3',
    });
    expect((await ledger.checkpoint()).note).toMatch(/^xuancheng\.example\/log\n1\n.*\nhash sm3\n\n/);
  });

  it('of another name or hash is refused, with what to set', async () => {
    const { store } = createMemoryStore();
    await openLedgerToServe(store, { ...key, LEDGER_HASH: 'sm3' });
    for (const open of [openLedgerToServe, openLedgerAsItIs])
      await expect(open(store, key)).rejects.toThrow('set LEDGER_NAME=mianshen LEDGER_HASH=sm3');
  });

  it('takes a new key when it is served, and never otherwise', async () => {
    const { store, contents } = createMemoryStore();
    await openLedgerToServe(store, key);
    const other = { LEDGER_KEY: newPrivateKey() };
    await expect(openLedgerAsItIs(store, other)).rejects.toThrow("isn't signed with this key");
    expect(contents.leaves).toHaveLength(1);
    await openLedgerToServe(store, other);
    expect(contents.leaves).toHaveLength(2);
  });
});

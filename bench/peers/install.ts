import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Installs the peers beside their package file, where they aren't yet: 560 MB, nearly all of it ClickHouse. */
export function installPeers(): void {
  if (existsSync(new URL('node_modules/@gorules', import.meta.url))) return;
  console.error('installing the peers into bench/peers/node_modules (560 MB) …');
  // Not `npm ci`: it refuses a lock file without the binaries of other systems.
  const options = ['--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options], { stdio: 'inherit' });
}

/** Whether ClickHouse is there: there is none for every system, and none for whoever removes its 540 MB. */
export function hasClickHouse(): boolean {
  return (
    existsSync(new URL('node_modules/chdb', import.meta.url)) &&
    existsSync(new URL('node_modules/@chdb', import.meta.url))
  );
}

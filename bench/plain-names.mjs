/*
 * What runs the TypeScript of the benches gives every function its name anew each time one is made, which costs more than some of
 * what is timed; built code doesn't. Here functions keep the names that they have.
 */

import { register } from 'node:module';

register('./plain-names-hooks.mjs', import.meta.url);

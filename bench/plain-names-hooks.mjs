const NAMING = '__name=(target,value)=>__defProp(target,"name",{value,configurable:true})';

/** A loading hook of Node: see plain-names.mjs. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (loaded.source == null) return loaded;
  const source = Buffer.from(loaded.source).toString('utf8');
  return source.includes(NAMING)
    ? { ...loaded, source: source.replace(NAMING, '__name=(target)=>target') }
    : loaded;
}

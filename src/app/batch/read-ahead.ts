/** The items in their order, so many of them asked for before they are needed. What goes wrong is told in its turn. */
export async function* readAhead<Item>(items: AsyncGenerator<Item>, ahead: number): AsyncGenerator<Item> {
  const coming: Promise<IteratorResult<Item>>[] = [];
  const ask = (): void => {
    const next = items.next();
    next.catch(() => undefined);
    coming.push(next);
  };
  try {
    for (ask(); ; ) {
      while (coming.length <= ahead) ask();
      const next = await coming.shift();
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    await items.return(undefined);
  }
}

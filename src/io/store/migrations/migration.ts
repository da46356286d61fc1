/** One step of the tables' history. Once released it isn't edited: another one follows. */
export interface Migration {
  /** 1, 2, 3 and so on, without gaps. */
  readonly number: number;
  readonly name: string;
  /** Statements, run in one transaction. */
  readonly sql: string;
}

/** How big a bench is. */
export interface Settings {
  /** Tiny sizes and one round: whether everything works and answers alike, not how fast it is. */
  readonly quick: boolean;
}

// A widget as its page's code sees it: anywidget's model, with the values and messages of our own.

import type { FromPage, FromPython } from "./messages.types";

export interface LiveModel<Values> {
  /** Where on the course's own pages it stands: lesson, cell, count; another host gives none. */
  place?: string;
  /** Whether the server answers its messages in the kernel's place. */
  withoutKernel?: boolean;
  get<Name extends keyof Values>(name: Name): Values[Name];
  set<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  set(values: Partial<Values>): void;
  save_changes(): void;
  send(message: FromPage): void;
  on(name: string, hear: (message: FromPython) => void): void;
  off(name: string, hear: (message: FromPython) => void): void;
}

// A widget as its page's code sees it: anywidget's model, with the values and messages of our own.

import type { Box, FromPage, FromPython, Stroke } from "./messages.types";

/** The picture of a first screen at one width; strokes and points only where they are not those of its state. */
export interface FirstPicture {
  size: [number, number];
  boxes: Box[];
  backdrop: string;
  strokes?: Stroke[];
  points?: string;
}

export interface LiveModel<Values> {
  /** Where on the course's own pages it stands: lesson, cell, count; another host gives none. */
  place?: string;
  /** Of a part whose first state came with the page: the lesson's edition. */
  edition?: string;
  /** Whether it shows what an earlier kernel said, and no kernel has it yet. */
  isBroughtBack?: boolean;
  /** On the course's own pages: begin with what a kernel of an earlier visit said. */
  bringBack?(values: Partial<Values>): void;
  /** Whether the server answers its messages in the kernel's place. */
  withoutKernel?: boolean;
  /** On the course's own pages, as long as no kernel has drawn: the pictures by width that came with the page. */
  pictures?: Record<string, FirstPicture> | null;
  get<Name extends keyof Values>(name: Name): Values[Name];
  set<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  set(values: Partial<Values>): void;
  save_changes(): void;
  send(message: FromPage): void;
  on(name: string, hear: (message: FromPython) => void): void;
  off(name: string, hear: (message: FromPython) => void): void;
}

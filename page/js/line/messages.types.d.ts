// Made from page/messages.schema.json by make assets.

/**
 * What a learner moves; its value is always a text. `opened` counts the scenarios opened from codes.
 */
export type Control =
  NumberControl | FieldControl | ChoiceControl | ChecksControl | WritingControl | ClockControl | ActionControl;
export type FromPage =
  OpenCode | RestoreKept | Hello | Answer | Again | HintWanted | PackWanted | UseCode | BackWanted | Part;
export type FromPython =
  | KeptReply
  | Fresh
  | Refused
  | Failed
  | GradedReply
  | HintReply
  | Waiting
  | Restored
  | Plan
  | PackReply
  | Told
  | BackReply;

/**
 * What a page and Python say to each other. tests/page hold both sides to it; `make assets` makes page/js/line/messages.types.d.ts from it.
 */
export interface Messages {
  [k: string]: unknown;
}
export interface NumberControl {
  name: string;
  label: string;
  value: string;
  kind: "number";
  unit: string;
  low: number;
  high: number;
  step: number;
  opened?: number;
}
export interface FieldControl {
  name: string;
  label: string;
  value: string;
  kind: "field";
  unit: string;
  opened?: number;
}
export interface ChoiceControl {
  name: string;
  label: string;
  value: string;
  kind: "choice" | "options";
  options: string[][];
  leads: boolean;
  opened?: number;
}
export interface ChecksControl {
  name: string;
  label: string;
  value: string;
  kind: "checks";
  options: string[][];
  opened?: number;
}
export interface WritingControl {
  name: string;
  label: string;
  value: string;
  kind: "writing";
  hint: string;
  opened?: number;
}
export interface ClockControl {
  name: string;
  label: string;
  value: string;
  kind: "clock";
  seconds: number;
  opened?: number;
}
export interface ActionControl {
  name: string;
  label: string;
  value: string;
  kind: "action";
  press: string;
  again: boolean;
  stamp: "" | "chance" | "day";
  told: string;
  sets: string[][];
  opened?: number;
}
/**
 * Words under a heading, with what backs them.
 */
export interface Passage {
  heading: string;
  paragraphs: string[];
  tone: "plain" | "good" | "caution" | "bad";
  source: string;
  status: string;
  mark: string;
  folded: boolean;
  dots: DotRow[];
}
/**
 * One way through a case as a line of dots: whose it is, and of each dot its grade and its words.
 */
export interface DotRow {
  whose: string;
  dots: string[][];
}
/**
 * Which case of how many stands here, and what leads to it behind # in an address; "" where nothing does.
 */
export interface Strip {
  text: string;
  address: string;
  is_enough: boolean;
}
export interface AsidePoint {
  text: string;
  source?: string;
  status?: string;
  mark?: string;
}
/**
 * A block beside the whole explorer.
 */
export interface Aside {
  heading: string;
  points: AsidePoint[];
}
export interface Readout {
  label: string;
  text: string;
  note: string;
}
/**
 * The picture's numbers as texts.
 */
export interface Table {
  caption: string;
  columns: string[];
  rows: string[][];
}
export interface Message {
  level: "note" | "caution" | "stop";
  text: string;
  asks_reason: boolean;
}
/**
 * One thing painted over the backdrop; `count` points of it stand in `points`.
 */
export interface Stroke {
  kind: "line" | "band" | "segments" | "marks" | "text";
  label: string;
  panel: number;
  colour: string;
  dash: number[];
  shape: string;
  size: number;
  count: number;
}
/**
 * Where a pair of axes lies, as fractions of the drawing from its top left corner.
 */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
/**
 * The control that a pointer on the picture sets, and what its lowest and highest place mean.
 */
export interface Pointer {
  control: string;
  low: number;
  high: number;
}
/**
 * What the page needs to share the explorer as it stands; code null until somebody asks for it, "" where there is none.
 */
export interface Scenario {
  name: string;
  code: string | null;
  said: string;
}
/**
 * How a typed number was read: the words beside its field, and its value for the slider; null if it was not.
 */
export interface Typed {
  text: string;
  echo: string;
  value: string | null;
}
/**
 * A question that was corrected since it was answered; `version` is what a page notes once it has been read, `again` whether another answer has become right, `link` leads to the question.
 */
export interface Correction {
  item: string;
  version: number;
  sentences: string[];
  again: boolean;
  name?: string;
  link?: string;
}
/**
 * That a correction has been read, as the store keeps it.
 */
export interface ToldEvent {
  event: "told";
  id: string;
  t: string;
  item: string;
  version: number;
}
/**
 * Which of the two forms a learner gets first, as the store keeps it.
 */
export interface DrawnEvent {
  event: "drawn";
  id: string;
  t: string;
  first: string;
}
/**
 * What an explorer shows at one moment, apart from its controls, table and notes.
 */
export interface Shown {
  typed: {
    [k: string]: Typed;
  };
  sentence: string;
  alt: string;
  readouts: Readout[];
  working: string[];
  message: Message | null;
  passages: Passage[];
  lead: Passage[];
  scenario: Scenario | null;
  strip: Strip | null;
  pointer: Pointer | null;
  strokes: Stroke[];
  boxes?: Box[];
  /**
   * @minItems 2
   * @maxItems 2
   */
  size?: number[];
}
/**
 * What an explorer keeps in step with its page, apart from `points`, which is binary. The page counts what it asks for in `asked`; `answered` says up to which of them the rest is the answer.
 */
export interface Explorer {
  heading: string;
  watermark: string;
  controls: Control[];
  aside: Aside[];
  values: {
    [k: string]: string;
  };
  frame_px: number;
  tall_px: number;
  sharing: boolean;
  shown: Shown;
  notes: Passage[];
  table: Table | null;
  backdrop: string;
  asked: number;
  answered: number;
  tick: number;
  keep_note: string;
  keeps: string;
  by_day: boolean;
}
/**
 * From an explorer's page: open the scenario of this code.
 */
export interface OpenCode {
  kind: "open";
  code: string;
}
/**
 * From an explorer's page: take over what was set before the page was loaded again; `note` is the keep_note of the course that kept it.
 */
export interface RestoreKept {
  kind: "restore";
  values: {
    [k: string]: string;
  };
  note: string;
}
export interface Named {
  id: string;
  text: string;
}
export interface PublicOption {
  id: string;
  text: string;
  figure?: string;
  alt?: string;
  /**
   * @minItems 4
   * @maxItems 4
   */
  box?: number[];
}
/**
 * A picture on which something is to be found: its SVG, and what can be read on it.
 */
export interface QuestionPicture {
  figure: string;
  alt: string;
}
/**
 * A line of an order: choices, or a number where there are none; unit "" where another line asks for it.
 */
export interface OrderLine {
  id: string;
  label: string;
  unit: string;
  choices: Named[];
}
export interface Gap {
  id: string;
  choices: Named[];
}
export interface Case {
  title: string;
  text: string[];
}
/**
 * A question as a page may know it before an answer: no key. Which of the last fields there are makes its kind.
 */
export interface Question {
  id: string;
  version: number;
  lesson: string;
  type: string;
  seed: number | null;
  vignette: string[];
  lead_in: string;
  certainty: boolean;
  case?: Case;
  hints?: number[];
  why?: string;
  options?: PublicOption[];
  several?: boolean;
  policy?: string;
  poll?: boolean;
  units?: string[];
  steps?: Named[];
  parts?: Named[];
  answers?: Named[];
  text?: string;
  gaps?: Gap[];
  words?: boolean;
  back?: string;
  levels?: Named[];
  most?: number;
  picture?: QuestionPicture;
  finding?: string;
  stems?: Named[];
  lines?: OrderLine[];
  rubric?: Named[];
  exemplar?: string;
}
export interface Source {
  citation: string;
  link: string;
  seen: string;
}
/**
 * What a statement rests on, and how sure we are.
 */
export interface Chip {
  label: string;
  status: string;
  disagrees: string;
  sources: Source[];
}
export interface OptionFeedback {
  id: string;
  text: string;
  right: boolean;
  chosen: boolean;
  words: string;
  tag: string;
  reason: string;
  chips: Chip[];
}
/**
 * The error that led to this answer.
 */
export interface Slip {
  label: string;
  reason: string;
  chips: Chip[];
}
export interface OtherSlip {
  label: string;
  text: string;
  reason: string;
}
/**
 * What a learner reads once an answer is graded.
 */
export interface Feedback {
  echo: string;
  verdict: "Right" | "Partly right" | "Not all right" | "Wrong" | "Noted";
  sentence: string;
  hints: string;
  certainty: string;
  key: string;
  slip: Slip | null;
  read: Paragraph | null;
  options: OptionFeedback[];
  slips: OtherSlip[];
  explanation: string[];
  chips: Chip[];
}
/**
 * Where the course teaches what a question asks.
 */
export interface Paragraph {
  link: string;
  words: string;
}
/**
 * The part of a grade that the browser keeps.
 */
export interface Grade {
  answer: string;
  credit: number;
  correct: boolean;
  error_pattern: string | null;
}
/**
 * A stored answer without its result.
 */
export interface Kept {
  item: string;
  answer: string;
  response: unknown;
  certainty: number | null;
  try: number;
  question: Question;
}
/**
 * A stored answer with its feedback.
 */
export interface Graded {
  item: string;
  answer: string;
  response: unknown;
  certainty: number | null;
  try: number;
  question: Question;
  feedback: Feedback;
}
/**
 * An answer as the store keeps it; `try` counts the attempts from 1.
 */
export interface AnswerEvent {
  event: "answer";
  id: string;
  t: string;
  item: string;
  version: number;
  lesson: string;
  seed: number | null;
  response: unknown;
  certainty: number | null;
  try: number;
  mode: string;
  hints?: number;
}
/**
 * A grade as the store keeps it.
 */
export interface GradeEvent {
  event: "grade";
  answer: string;
  credit: number;
  correct: boolean;
  error_pattern: string | null;
  t: string;
}
/**
 * A resume code as the store keeps it, with what it says of each lesson by its number, 0 to 3, and its day in words.
 */
export interface ResumedEvent {
  event: "resumed";
  id: string;
  t: string;
  code: string;
  lessons: {
    [k: string]: number;
  };
  on: string;
}
/**
 * The day from which the learner counts the days of review, as the store keeps it.
 */
export interface DaysEvent {
  event: "days";
  id: string;
  t: string;
  start: string;
}
/**
 * That the learner flagged a question, or (`on` false) no longer does, as the store keeps it.
 */
export interface FlagEvent {
  event: "flag";
  id: string;
  t: string;
  item: string;
  on: boolean;
}
/**
 * What the review page tells of itself: the device's clock and zone, where the page will be found again ("": not known), and the random id of the browser.
 */
export interface Sender {
  now: string;
  zone: string;
  offset_min: number;
  address: string;
  who: string;
}
/**
 * A part of a message that is too long for one: the texts of all parts together are the message as JSON.
 */
export interface Part {
  kind: "part";
  transfer: string;
  number: number;
  of: number;
  text: string;
}
/**
 * What a quiz keeps in step with its page: no key.
 */
export interface Quiz {
  heading: string;
  /**
   * What stands in the place of questions with a mistake; "" for none.
   */
  left_out: string;
  questions: Question[];
  lesson: string;
  place: string;
  mode: string;
  /**
   * What kept feedback must come from, to be shown again.
   */
  edition: string;
}
/**
 * From a quiz: it has opened, and brings what this browser kept. The review also tells of itself.
 */
export interface Hello {
  kind: "hello";
  events: unknown[];
  sender?: Sender;
}
/**
 * From a quiz: an answer that wants a grade.
 */
export interface Answer {
  kind: "answer";
  event: AnswerEvent;
}
/**
 * From a quiz: the same question with the numbers of `seed`.
 */
export interface Again {
  kind: "again";
  item: string;
  seed: number;
}
/**
 * From a quiz: hint `number`, from 1.
 */
export interface HintWanted {
  kind: "hint";
  item: string;
  seed: number;
  number: number;
}
/**
 * From the review: a pack of questions; where `which` is chosen, of a lesson and an objective ("": of all).
 */
export interface PackWanted {
  kind: "pack";
  which: string;
  lesson: string;
  objective: string;
  events: unknown[];
  sender: Sender;
}
/**
 * From the review: a resume code from another machine.
 */
export interface UseCode {
  kind: "code";
  text: string;
}
/**
 * From the end of a lesson: what of it comes back, and when; brings the whole log.
 */
export interface BackWanted {
  kind: "back";
  events: unknown[];
  sender: Sender;
}
/**
 * The answer is kept; its result comes with the last one.
 */
export interface KeptReply {
  echo?: string;
  kind: "kept";
  item: string;
  answer: string;
}
/**
 * The question that was asked for again.
 */
export interface Fresh {
  kind: "fresh";
  question: Question;
}
/**
 * The answer cannot be read; the sentence says why.
 */
export interface Refused {
  kind: "refused";
  item: string;
  answer: string;
  sentence: string;
}
/**
 * A fault of the course.
 */
export interface Failed {
  kind: "failed";
  item: string;
  answer: string | null;
  sentence: string;
}
/**
 * The feedback of an answer, and the grade that the browser keeps.
 */
export interface GradedReply {
  kind: "graded";
  item: string;
  answer: string;
  feedback: Feedback;
  grade: Grade;
}
/**
 * A hint.
 */
export interface HintReply {
  kind: "hint";
  item: string;
  number: number;
  text: string;
}
/**
 * What was answered before, while results wait for the last answer.
 */
export interface Waiting {
  corrected: Correction[];
  kind: "waiting";
  kept: Kept[];
  changed: string[];
}
/**
 * What was answered before, with its feedback.
 */
export interface Restored {
  corrected: Correction[];
  kind: "restored";
  graded: Graded[];
  grades: Grade[];
  changed: string[];
}
export interface LessonRow {
  lesson: string;
  title: string;
  items: number;
  answered: number;
  right: number;
  standing: string;
  weak: boolean;
  minutes_left: number;
}
export interface ObjectiveRow {
  objective: string;
  wording: string;
  items: number;
  answered: number;
  right: number;
  standing: string;
  weak: boolean;
}
/**
 * A question to look at again: how it went ("": it is flagged only), the link to it ("": it has no page of its own) and to its paragraph.
 */
export interface LookAgain {
  item: string;
  asked: string;
  lesson: string;
  objective: string;
  link: string;
  read: Paragraph | null;
  went: string;
}
export interface DayRow {
  day: number;
  on: string;
  past: boolean;
}
/**
 * The days to come back, counted from `start` ("": nothing was answered yet); `set` once the learner has chosen them. `calendar` holds those to come.
 */
export interface Days {
  start: string;
  set: boolean;
  days: DayRow[];
  calendar: string;
}
/**
 * Everything that the review page shows.
 */
export interface Plan {
  corrected: Correction[];
  kind: "plan";
  due: string;
  due_count: number;
  /**
   * Day 1, 7 or 28, whose six questions are asked; 0 for none.
   */
  day: number;
  missed_count: number;
  missed: LookAgain[];
  flagged: LookAgain[];
  /**
   * How sure the course is that the learner knows, from day 28 on.
   */
  sure: string[];
  lessons: LessonRow[];
  objectives: ObjectiveRow[];
  code: string;
  notice: string;
  summary: string[];
  clock: string;
  days: Days;
  unused: string[];
  grades: Grade[];
  changed: string[];
}
/**
 * The questions of a pack.
 */
export interface PackReply {
  kind: "pack";
  which: string;
  day: number;
  questions: Question[];
}
/**
 * What came of a code or of kept settings, or why something could not be done.
 */
export interface Told {
  kind: "told";
  about: string;
  good: boolean;
  sentence: string;
  code?: string;
  lessons?: {
    [k: string]: number;
  };
  on?: string;
}
/**
 * What of a lesson comes back, and on which days, in words.
 */
export interface BackReply {
  kind: "back";
  sentence: string;
}

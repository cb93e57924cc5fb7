import { CLOUD } from "./cloud";
import { CORE } from "./core";
import { ENROLMENT } from "./enrolment";
import { NOTICES } from "./notices";
import type { Holder } from "./section";
import { SERVICE } from "./service";
import { WATCHING } from "./watching";

/**
 * Every section that a manager of 4.14.7 knows, from read_main_elements of src/config/config.c and the readers that it
 * calls. All daemons read the whole file, so a section that is not here is refused by every one of them.
 */
export const SECTIONS: Readonly<Record<string, Holder>> = {
  ...CORE,
  ...ENROLMENT,
  ...NOTICES,
  ...WATCHING,
  ...SERVICE,
  ...CLOUD,
};

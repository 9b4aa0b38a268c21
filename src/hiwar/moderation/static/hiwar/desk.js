// What the desk gains from script: keys, the next comment before it is wanted, and what colleagues do meanwhile.
// Everything works without it, so nothing here makes text of readers or turns text into markup.

import { listenToKeys } from "./desk_keys.js";
import { startFlow } from "./desk_flow.js";
import { watchDesk } from "./desk_live.js";
import { offerCopies } from "./desk_copy.js";

const flow = startFlow();
listenToKeys(flow);
watchDesk(flow);
offerCopies();

// The page of one post: what a composer kept on this device for it is no longer needed once the
// server has shown it.
import { forgetSent } from "./composer/mirror.js";

forgetSent(document.getElementById("post-head").dataset.mirror);

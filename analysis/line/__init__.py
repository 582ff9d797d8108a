"""The reasoning line (redeneerlijn): from shared challenge and ambition to activity, with what each link rests on."""

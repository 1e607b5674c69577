Console.Error.WriteLine("slaagent");
return 0;

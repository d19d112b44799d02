// The library from the output of a program of this repository: build it first (dotnet build -c Release).
#I "Mnist.CSharp/bin/Release/net10.0"
#r "Functional.Core.dll"
#r "TorchSharp.dll"
